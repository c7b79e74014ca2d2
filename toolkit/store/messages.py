"""Every message of the store: what is wrong with the database, and what to do. Values only."""

from toolkit.errors import Message

UNREACHABLE = Message(
    "The database server cannot be reached ({detail}).",
    "Check that it runs, and the host, port and network in the address, then run the command again.",
)
LOGIN_REFUSED = Message(
    "The database server refuses the login ({detail}).",
    "Check the user and the password in the address, or ask whoever looks after the server.",
)
NO_DATABASE = Message(
    "The server has no such database ({detail}).",
    "Create it (createdb NAME), or correct the name in the address.",
)
NOT_ALLOWED = Message(
    "The database does not let this user do that ({detail}).",
    "Ask whoever looks after the server for the right to create and change tables in it.",
)
DRIVER_MISSING = Message(
    "The program's PostgreSQL driver is not installed.",
    'Install it with: pip install "workshop-toolkit[postgresql]"',
)
UNKNOWN_ADDRESS = Message(
    "'{address}' is not an address of a store.",
    "Write a file's path, or postgresql://user:password@host/database.",
)
LOCKED = Message(
    "The database is busy: another program is writing to it and did not finish in time.",
    "Close the other program or wait for it, and run the command again; nothing was changed.",
)
DISK_FULL = Message(
    "The disk that holds the database is full.",
    "Free some space and run the command again; nothing was changed.",
)
READ_ONLY = Message(
    "The database may not be written to.",
    "Check the permissions of the file and its folder, and that no program has opened it for itself alone.",
)
CANNOT_OPEN = Message(
    "The database file cannot be opened or made.",
    "Check that its folder exists and may be written to, or name another place with --database.",
)
NOT_A_STORE = Message(
    "The file is not a store of responses: it is damaged, or another program made it.",
    "Move it away and run the command again to start a new one, or put a backup copy in its place.",
)
NEWER_SCHEMA = Message(
    "The store was written by a newer version of this program (its schema is {found}, this program knows {known}).",
    "Upgrade the program: pip install --upgrade workshop-toolkit",
)
FAILED = Message(
    "The database could not do it ({detail}).",
    "Nothing was changed. Run the command again; if it happens again, keep the file and report it.",
)
OVER_ITSELF = Message("The copy would be written over the store itself.", "Choose another name for the copy.")
COPY_DAMAGED = Message(
    "The store is damaged, so no whole copy of it could be made ({detail}).",
    "Go back to the latest backup, and save what can be read with: toolkit export",
)
NO_PG_DUMP = Message(
    "pg_dump is not installed, and only it copies a PostgreSQL database.",
    "Install PostgreSQL's client programs, or save all answers in an open archive with: toolkit export",
)
PG_DUMP_FAILED = Message(
    "pg_dump could not copy the database ({detail}).",
    "Check that its version is not older than the server's, or save all answers with: toolkit export",
)
STEP_CHANGED_TWICE = Message(
    "It says “{here}” here, and somebody else has written “{holds}” since this was made.",
    "Write “{holds}” to leave it so; to change it, use the console or a fresh summary. Nothing was taken.",
)
NO_SUCH_INTAKE = Message(
    "There is no intake {intake}.", "The list of everything that was taken in is shown by: toolkit collect --list"
)
NO_SUCH_RESPONSE = Message(
    "There is no response {response}.",
    "Copy it as it stands in the workbook, on the console or on the phone, every character of it.",
)
STANDS_ASIDE = Message(
    "The response {response} has been taken out already.", "To put it back, use: toolkit undo {intake}"
)
ALREADY_UNDONE = Message(
    "Intake {intake} has been undone already.", "The list shows how each one stands: toolkit collect --list"
)
LATER_INTAKES = Message(
    "Later intakes build on {intake}: {later}. Nothing was changed.",
    "Undo these first, the latest first; or all of them at once with: toolkit undo {intake} --with-later",
)
BACKUP_MISSING = Message("The backup cannot be read.", "Check its name and its folder.")
BACKUP_DAMAGED = Message(
    "The backup is damaged ({detail}); nothing was changed.",
    "Use an earlier one, or an archive: toolkit collect ARCHIVE",
)
NOT_A_BACKUP = Message(
    "The file is no backup of a store; nothing was changed.", "Name a file that toolkit backup made."
)
IS_AN_ARCHIVE = Message(
    "The file is not a backup but a zip file; nothing was changed.",
    "If it is an archive that toolkit export made, take it in with: toolkit collect FILE",
)
OF_POSTGRESQL = Message(
    "The backup is of a PostgreSQL store, and this one is a file; nothing was changed.",
    "Name the database with --database postgresql://…, or move answers by toolkit export and toolkit collect.",
)
OF_SQLITE = Message(
    "The backup is of a store in a file, and this one is in PostgreSQL; nothing was changed.",
    "Leave --database out, or move answers by toolkit export and toolkit collect.",
)
NO_PG_RESTORE = Message(
    "pg_restore is not installed, and only it restores a PostgreSQL backup.",
    "Install PostgreSQL's client programs, of the server's version or later.",
)
PG_RESTORE_FAILED = Message(
    "pg_restore could not restore the backup ({detail}); the store is as it was.",
    "Check that its version is not older than the server's and the backup's, and run the command again.",
)
RESTORE_CUT_SHORT = Message(
    "A restore was cut short here: the former tables are in the schema {schema}.",
    "Run the same toolkit restore again; or ask whoever looks after the database to move the tables back.",
)
