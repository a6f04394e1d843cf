"""The embedded geocoder opens no socket; a self-hosted one is asked only for what it alone can know."""

import contextlib
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from resource_finder.places.gazetteer import AmbiguousPlace, PlaceNotFound
from resource_finder.places.geocoder import GazetteerGeocoder, NetworkRefused, geocoder_from, locate
from resource_finder.places.patience import Hangs, Patience

CLINIC = (37.2090, -93.2923)  # a street corner in Springfield
IN_ILLINOIS = (39.7817, -89.6501)
FEATURE = {"type": "Feature", "properties": {"label": "x", "name": "x"}}


def nominatim(latitude, longitude):
    return [{"lat": str(latitude), "lon": str(longitude), "display_name": "x"}]


def features(latitude, longitude):
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "FeatureCollection", "features": [{**FEATURE, "geometry": point}]}


ANSWERS = {"nominatim": nominatim, "pelias": features, "photon": features}
NOTHING = {"nominatim": [], "pelias": {"features": []}, "photon": {"features": []}}


class SelfHosted:
    """A geocoder's HTTP server on this machine that gives one prepared answer."""

    def __init__(self):
        self.asked, self.agents = [], []
        self.status, self.body = 200, b"[]"
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def answers(self, payload, status=200):
        self.status = status
        self.body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self):
        hosted = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                hosted.asked.append(self.path)
                hosted.agents.append(self.headers["User-Agent"])
                self.send_response(hosted.status)
                self.send_header("Content-Length", str(len(hosted.body)))
                self.end_headers()
                self.wfile.write(hosted.body)

            def log_message(self, *arguments):
                """Quiet: pytest shows what matters."""

        return Handler


@pytest.fixture
def hosted():
    server = SelfHosted()
    yield server
    server.close()


@pytest.fixture
def no_sockets(monkeypatch):
    def refuse(*arguments, **settings):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_the_embedded_geocoder_opens_no_socket(gazetteer, no_sockets):
    geocoder = geocoder_from("gazetteer", "", gazetteer)
    assert locate("Columbia", geocoder, gazetteer).county == "boone"
    assert geocoder.geocode("65203").raw["place"].kind == "zip"
    assert geocoder.reverse("38.95, -92.33").raw["place"].county == "boone"
    with pytest.raises(PlaceNotFound):
        locate("Jopln", geocoder, gazetteer)


def test_the_embedded_geocoder_cannot_be_made_to_use_a_network(gazetteer):
    geocoder = GazetteerGeocoder(gazetteer)
    with pytest.raises(NetworkRefused):
        geocoder._call_geocoder("http://127.0.0.1:9/", lambda answer: answer)


def test_the_embedded_geocoder_speaks_as_geopy_does(gazetteer):
    geocoder = GazetteerGeocoder(gazetteer)
    columbia = geocoder.geocode("Columbia")
    assert (columbia.address, round(columbia.latitude)) == ("Columbia, Boone County, Missouri", 39)
    assert [found.address for found in geocoder.geocode("St. Louis", exactly_one=False)] == [
        "St. Louis City, Missouri",
        "St. Louis County, Missouri",
    ]
    assert geocoder.geocode("Springfield IL") is None
    assert geocoder.reverse(IN_ILLINOIS) is None
    assert len(geocoder.reverse((38.95, -92.33), exactly_one=False)) == 1


@pytest.mark.parametrize("name", sorted(ANSWERS))
@pytest.mark.parametrize("text", ["1700 W Catalpa St, Springfield MO", "the bus station by the park"])
def test_a_street_or_landmark_is_asked_of_the_self_hosted_one(gazetteer, hosted, name, text):
    hosted.answers(ANSWERS[name](*CLINIC))
    place = locate(text, geocoder_from(name, hosted.address, gazetteer), gazetteer)
    assert (place.kind, place.county, place.label) == ("point", "greene", "Greene County")
    assert (place.latitude, place.longitude) == pytest.approx(CLINIC)
    asked = parse_qs(urlsplit(hosted.asked[0]).query)
    assert f"{text}, Missouri" in (asked.get("q") or asked["text"])
    assert hosted.agents == ["missouri-reentry-resource-finder"]


@pytest.mark.parametrize("name", sorted(ANSWERS))
@pytest.mark.parametrize("text", ["Columbia", "65203", "Boone County", "38.95,-92.33", "near Joplin"])
def test_a_town_never_leaves_the_program(gazetteer, hosted, name, text):
    locate(text, geocoder_from(name, hosted.address, gazetteer), gazetteer)
    assert hosted.asked == []


def test_neither_an_ambiguous_name_nor_another_state_is_sent(gazetteer, hosted):
    geocoder = geocoder_from("photon", hosted.address, gazetteer)
    with pytest.raises(AmbiguousPlace):
        locate("St. Louis", geocoder, gazetteer)
    with pytest.raises(PlaceNotFound):
        locate("Springfield IL", geocoder, gazetteer)
    assert hosted.asked == []


BROKEN = {
    "an error": (b"down", 500),
    "too many": (b"slow down", 429),
    "not allowed": (b"no", 403),
    "no JSON": (b"<html>", 200),
    "strange JSON": (b'{"features": [{"geometry": null}]}', 200),
    "a number": (b"7", 200),
    "nothing": (b"", 200),
}


@pytest.mark.parametrize("name", sorted(ANSWERS))
@pytest.mark.parametrize("fault", sorted(BROKEN))
def test_a_broken_one_leaves_the_gazetteers_answer(gazetteer, hosted, name, fault, caplog):
    hosted.answers(*BROKEN[fault])
    geocoder = geocoder_from(name, hosted.address, gazetteer)
    assert (
        locate("1700 W Catalpa St, Springfield MO", geocoder, gazetteer).label == "Springfield, Greene County"
    )
    with pytest.raises(PlaceNotFound) as unknown:
        locate("Jopln", geocoder, gazetteer)
    assert unknown.value.suggestions[0].label == "Joplin, Jasper County"
    assert len(hosted.asked) == 2
    assert "Catalpa" not in caplog.text


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_one_that_is_not_there_leaves_the_gazetteers_answer(gazetteer, hosted, name):
    geocoder = geocoder_from(name, hosted.address, gazetteer)
    hosted.close()
    assert locate("1700 W Catalpa St, Springfield", geocoder, gazetteer).county == "greene"


@pytest.fixture(params=["silent", "a letter at a time"])
def hanging(request):
    """A port that takes everybody in and never comes to an end."""
    over = threading.Event()
    door = socket.create_server(("127.0.0.1", 0), backlog=64)
    taken = []

    def take():
        while not over.is_set():
            with contextlib.suppress(OSError):
                taken.append(door.accept()[0])
                threading.Thread(target=dribble, args=(taken[-1],), daemon=True).start()

    def dribble(line):
        with contextlib.suppress(OSError):
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while request.param != "silent" and not over.wait(0.2):
                line.sendall(b"[")

    taking = threading.Thread(target=take)
    taking.start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}", taken
    over.set()
    door.shutdown(socket.SHUT_RDWR)
    door.close()
    taking.join()
    for line in taken:
        line.close()


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_one_that_hangs_costs_few_a_second_and_the_others_nothing(gazetteer, hanging, name, caplog):
    address, taken = hanging
    geocoder = geocoder_from(name, address, gazetteer)
    times = []

    def ask():
        began = time.monotonic()
        assert locate("1700 W Catalpa St, Springfield MO", geocoder, gazetteer).county == "greene"
        times.append(time.monotonic() - began)

    together = [threading.Thread(target=ask) for _ in range(8)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    for _ in range(5):
        ask()
    assert len(times) == 13
    assert sum(seconds > 0.9 for seconds in times) <= 2
    assert max(times) < 20
    assert len(taken) <= 2
    assert "hangs" in caplog.text
    assert "Catalpa" not in caplog.text


def test_many_at_once_are_all_answered_by_one_that_is_well():
    patience, answers = Patience(), []

    def ask():
        time.sleep(0.02)
        return "found"

    together = [
        threading.Thread(target=lambda: answers.append(patience.ask(ask, LookupError))) for _ in "abcdef"
    ]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert answers == ["found"] * 6


def test_a_machine_that_starts_no_more_threads_costs_no_place(monkeypatch):
    def refuse(_thread):
        raise RuntimeError("can't start new thread")

    patience = Patience()
    with monkeypatch.context() as full:
        full.setattr(threading.Thread, "start", refuse)
        for _ in range(5):
            with pytest.raises(Hangs):
                patience.ask(lambda: "never", LookupError)
    assert patience.ask(lambda: "well again", LookupError) == "well again"


def test_one_that_hung_is_asked_again_after_a_rest():
    patience = Patience(seconds=0.05, rest=0.1)
    over = threading.Event()
    with pytest.raises(Hangs):
        patience.ask(over.wait, LookupError)
    with pytest.raises(Hangs):
        patience.ask(lambda: "too early", LookupError)
    over.set()
    time.sleep(0.15)
    assert patience.ask(lambda: "well again", LookupError) == "well again"


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_nothing_found_or_found_elsewhere_is_not_found(gazetteer, hosted, name):
    geocoder = geocoder_from(name, hosted.address, gazetteer)
    for payload in (NOTHING[name], ANSWERS[name](*IN_ILLINOIS)):
        hosted.answers(payload)
        with pytest.raises(PlaceNotFound):
            locate("the bus station by the park", geocoder, gazetteer)


@pytest.mark.parametrize("text", ["🏠" * 50_000, "\0\0", "", "   "])
def test_hostile_text_is_not_found_and_asked_in_short(gazetteer, hosted, text):
    hosted.answers([])
    with pytest.raises(PlaceNotFound):
        locate(text, geocoder_from("nominatim", hosted.address, gazetteer), gazetteer)
    assert all(len(path) < 4_000 for path in hosted.asked)


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "http://127.0.0.1:8080", "http://127.0.0.1:8080/maps/"])
def test_an_address_may_have_a_scheme_and_a_path(gazetteer, url):
    path = "/maps" if "maps" in url else ""
    assert geocoder_from("nominatim", url, gazetteer).api == f"http://127.0.0.1:8080{path}/search"
