from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.chart.places import Box, Spot, choose_sides, place_labels

SPOTS = st.lists(
    st.builds(
        Spot,
        x=st.integers(0, 1500).map(float),
        y=st.integers(0, 560).map(float),
        width=st.integers(40, 420).map(float),
        height=st.sampled_from([40.0, 80.0]),
    ),
    max_size=12,
)


def place(*spots: Spot) -> list[Box]:
    found = place_labels(spots, 1500, 560, gap=13)
    assert None not in found
    return [one.box for one in found if one]


def test_a_label_stands_to_the_right_of_its_point() -> None:
    (box,) = place(Spot(x=200, y=300, width=100, height=40))
    assert (box.x > 213, box.y + box.height / 2) == (True, 300)


def test_at_the_right_edge_it_stands_to_the_left() -> None:
    (box,) = place(Spot(x=1480, y=300, width=100, height=40))
    assert box.x + box.width < 1467


def test_labels_of_one_and_the_same_point_stand_around_it() -> None:
    boxes = place(*[Spot(x=700, y=300, width=220, height=40)] * 6)
    assert not any(one.covers(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def test_a_label_that_is_wider_than_the_field_has_no_place() -> None:
    assert place_labels([Spot(x=5, y=5, width=2000, height=40)], 1500, 560, gap=13) == (None,)


@settings(deadline=None, max_examples=100)
@given(SPOTS)
def test_no_label_covers_another_or_a_point_or_leaves_the_field(spots: list[Spot]) -> None:
    places = [found for found in place_labels(spots, 1500, 560, gap=13) if found]
    assert len(places) == len(spots)
    points = [Box(x=spot.x - 13, y=spot.y - 13, width=26, height=26) for spot in spots]
    for at, found in enumerate(places):
        box = found.box
        assert 0 <= box.x <= box.x + box.width <= 1500
        assert 0 <= box.y <= box.y + box.height <= 560
        assert not any(box.covers(other.box) for other in places[at + 1 :])
        assert not any(box.covers(point) for point in points)


def test_a_label_that_must_stay_at_its_point_takes_the_side_where_it_covers_nothing() -> None:
    near = (Spot(x=100, y=100, width=120, height=20), Spot(x=140, y=104, width=120, height=20))
    assert choose_sides(near, 400, 200, gap=6) in (("l", "r"), ("t", "r"), ("b", "r"))
    assert choose_sides((Spot(x=395, y=100, width=120, height=20),), 400, 200, gap=6) == ("l",)
    assert choose_sides((), 400, 200, gap=6) == ()


@settings(deadline=None, max_examples=50)
@given(SPOTS)
def test_every_label_has_a_side(spots: list[Spot]) -> None:
    assert len(choose_sides(spots, 1500, 560, gap=13)) == len(spots)
