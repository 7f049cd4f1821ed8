"""The review in a real browser: keys, selections, reload, download, a killed server, and nothing sent elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from annotator.export import load
from annotator.model import Generator
from annotator.review import Workspace
from tests.browser.serving import PATIENCE, Server, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = (
    "📰 𠮷 The Lima Accord was not mentioned by anyone 🕊️ in the whole of the talks.\r\n"
    "“Article 4 of the Caracas Convention leaves it to the asylum State to qualify the offence, and diplomatic asylum"
    " was granted; we asked for safe passage,” the undersecretary said.\r\n"
    "READ ALSO: <img src=x onerror=\"document.title='run'\"> <b>bold</b> & <script>document.title='run'</script>\r\n"
    "She recalled that article 11 of the Mexican Constitution guarantees the right of asylum.\r\n"
    "She also cited a 1967 UN General Assembly resolution, by which asylum is no unfriendly act.\r\n"
    "Her hosts, she said, had read the Charter of the United Nations as well.\r\n"
    "قال المتحدث إن الميثاق القديم مهم جدا لكل الدول.\r\n"
)


def upload(page: Page, text: str, name: str = "news.txt") -> None:
    file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.locator("input[type=file]").first.set_input_files(files=[file])  # type: ignore[list-item]
    page.locator(".an-pane").wait_for()


def reviewed(page: Page, told: str) -> None:
    expect(page.locator(".progress")).to_contain_text(f"{told} reviewed")


# The box of a stretch of the shown text, in the window.
BOX = """(words) => {
  const walker = document.createTreeWalker(document.querySelector('.an-text'), NodeFilter.SHOW_TEXT);
  const nodes = []; let all = '';
  while (walker.nextNode()) { nodes.push([walker.currentNode, all.length]); all += walker.currentNode.data; }
  const at = all.indexOf(words), range = document.createRange();
  const place = (offset, last) => {
    const [node, start] = nodes.findLast(([, start]) => last ? start < offset : start <= offset);
    return [node, offset - start];
  };
  range.setStart(...place(at, false)); range.setEnd(...place(at + words.length, true));
  range.startContainer.parentElement.scrollIntoView({block: 'center'});
  const rects = [...range.getClientRects()].filter((r) => r.width);
  const [a, b] = [rects[0], rects[rects.length - 1]];
  return {from: [a.left, a.top + a.height / 2], to: [b.right, b.top + b.height / 2],
          left: b.left, right: a.right, rtl: getComputedStyle(range.startContainer.parentElement).direction === 'rtl'};
}"""


def drag(page: Page, words: str) -> None:
    """Select words with the mouse, as a person does."""
    page.evaluate("document.getSelection().removeAllRanges()")
    box = page.evaluate(BOX, words)
    start, end = box["from"], box["to"]
    if box["rtl"]:
        start, end = [box["right"], start[1]], [box["left"], end[1]]
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def span_shown(page: Page, words: str) -> None:
    """The card shows this stretch: the offsets went to the server and came back as the same words."""
    expect(page.locator(".card-span mark")).to_have_text(words)


def test_a_review_from_upload_to_download(page: Page, server: Server, tmp_path: Path) -> None:
    upload(page, TEXT)
    marks = page.locator(".an-m")
    expect(marks).to_have_count(4)
    reviewed(page, "0 of 4")

    # Nothing in the text is run, drawn or fetched; all of it is there.
    assert page.locator(".an-text img, .an-text b, .an-text script").count() == 0
    assert page.locator(".an-text").evaluate("e => e.textContent") == TEXT
    assert page.title() != "run"

    # One key, pressed with the focus on nothing, decides for another candidate and goes on.
    expect(page.locator(".an-current")).to_have_text("Article 4 of the Caracas Convention")
    page.keyboard.press("2")
    expect(page.locator(".an-corrected")).to_have_text("Article 4 of the Caracas Convention")
    reviewed(page, "1 of 4")
    expect(page.locator(".an-current")).to_have_text("article 11 of the Mexican Constitution")

    # One key confirms and goes on.
    page.keyboard.press("a")
    expect(page.locator(".an-confirmed")).to_have_text("article 11 of the Mexican Constitution")
    reviewed(page, "2 of 4")
    expect(page.locator(".an-current")).to_have_text("1967 UN General Assembly resolution")

    # Correct the third by the form: what is typed into a field decides nothing.
    page.keyboard.press("e")
    field = page.get_by_label("Pinpoints")
    expect(field).to_be_focused()
    field.fill("para_2")
    field.press("a")
    field.press("Backspace")
    expect(page.locator(".card-small", has_text="paragraph 2")).to_be_visible()
    field.press("Control+Enter")
    expect(page.locator(".an-corrected")).to_have_count(2)
    reviewed(page, "3 of 4")

    # Reject the fourth, with the focus in the text.
    page.locator(".an-pane").focus()
    page.keyboard.press("x")
    expect(page.locator(".an-rejected")).to_have_text("Charter of the United Nations")
    reviewed(page, "4 of 4")
    page.keyboard.press("u")
    reviewed(page, "3 of 4")
    page.keyboard.press("Shift+U")
    reviewed(page, "4 of 4")

    # Add one by selecting it, after an emoji and a letter outside the basic plane.
    drag(page, "Lima Accord")
    span_shown(page, "Lima Accord")
    page.locator(".an-pane").focus()
    page.keyboard.press("a")
    expect(page.locator(".an-added")).to_have_text("Lima Accord")
    reviewed(page, "5 of 5")

    page.reload()
    expect(page.locator(".an-added")).to_have_text("Lima Accord")
    reviewed(page, "5 of 5")
    assert "news" not in page.url

    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=False).first.click()
        page.locator(".st-key-download_json button").click()
    assert download.value.suggested_filename == "news.annotated.json"
    path = tmp_path / "news.annotated.json"
    download.value.save_as(path)
    document = load(path.read_bytes())
    assert document == server.document()
    assert document.text == TEXT
    assert [(a.quote, a.status, [line.action for line in a.history]) for a in document.annotations] == [
        ("Lima Accord", "added", ["add"]),
        ("Article 4 of the Caracas Convention", "corrected", ["correct"]),
        ("article 11 of the Mexican Constitution", "confirmed", ["confirm"]),
        ("1967 UN General Assembly resolution", "corrected", ["correct"]),
        ("Charter of the United Nations", "rejected", ["reject", "undo", "redo"]),
    ]
    chosen = document.annotations[1]
    assert chosen.reference is not None
    assert chosen.reference.id == chosen.candidates[1].id
    corrected = document.annotations[3].history[0]
    assert corrected.before is not None
    assert corrected.after is not None
    assert (corrected.before.pinpoints, corrected.after.pinpoints) == ((), ("para_2",))
    assert all(line.at.endswith("Z") and line.reviewer for a in document.annotations for line in a.history)


# (what is selected, why it is a case)
SELECTIONS = [
    ("Accord was not", "before an emoji, after two astral characters"),
    ("anyone 🕊️ in", "over an emoji of two code points"),
    ("she recalled".capitalize(), "at the start of a paragraph, after CRLF"),
    ("<b>bold</b>", "markup that is only text"),
    ("الميثاق القديم", "right to left"),
]


def test_selections_keep_their_words(page: Page) -> None:
    upload(page, TEXT)
    for words, _why in SELECTIONS:
        drag(page, words)
        span_shown(page, words)
        page.keyboard.press("Escape")
        expect(page.locator(".card-span")).to_have_count(0)

    # Across a citation and out on both sides: it can be corrected to the selection.
    drag(page, "that article 11 of the Mexican Constitution guarantees")
    page.get_by_role("button", name="Correct it to the selection").click()
    span_shown(page, "that article 11 of the Mexican Constitution guarantees")
    # A drag that ends on a citation moves the span that is being corrected.
    drag(page, "recalled that article 11")
    span_shown(page, "recalled that article 11")
    page.keyboard.press("Escape")
    reviewed(page, "0 of 4")


def test_fast_keys_each_decide_once(page: Page, server: Server) -> None:
    upload(page, TEXT)
    expect(page.locator(".an-m")).to_have_count(4)
    for key in "xxxx":
        page.keyboard.press(key)
    reviewed(page, "4 of 4")
    assert [len(a.history) for a in server.document().annotations] == [1, 1, 1, 1]
    # A held key, a key with the focus on a button and one in a field decide nothing more.
    page.get_by_role("button", name="Reopen").focus()
    page.keyboard.press("u")
    reviewed(page, "3 of 4")
    page.locator(".st-key-who_popover button").click()
    page.get_by_label("kept under this name").press_sequentially("axu")
    page.keyboard.press("Enter")
    # Another name has decisions of its own: none yet.
    reviewed(page, "0 of 4")
    assert sum(len(a.history) for a in server.document().annotations) == 5


def test_a_killed_server_loses_nothing(page: Page, server: Server) -> None:
    upload(page, TEXT)
    expect(page.locator(".an-m")).to_have_count(4)
    page.keyboard.press("2")
    reviewed(page, "1 of 4")
    server.kill()
    server.start()
    page.reload()
    reviewed(page, "1 of 4")
    expect(page.locator(".an-corrected")).to_have_count(1)
    page.keyboard.press("x")
    reviewed(page, "2 of 4")


def test_a_document_is_detected_again_from_its_menu(page: Page, server: Server) -> None:
    upload(page, TEXT)
    page.keyboard.press("x")
    reviewed(page, "1 of 4")
    workspace = Workspace(server.workspace)
    [entry] = workspace.entries()
    found = workspace.detected(entry.key)
    assert found is not None
    before = Generator("annotator", "0.1.0", "tables of before")
    workspace.redetect(entry.key, replace(found, generator=before, annotations=found.annotations[:-1]))
    page.goto(server.address)
    expect(page.locator(".row-facts")).to_contain_text("the tables changed since")
    page.locator(f".st-key-do_{entry.key} button:visible").first.click()
    page.get_by_role("menuitem", name="Detect again").click()
    expect(page.locator(".differences")).to_contain_text("1 new")
    # A key decides nothing behind the dialog, and closing it changes nothing.
    page.keyboard.press("Escape")
    expect(page.locator(".differences")).to_have_count(0)
    assert len(server.document().annotations) == 3
    page.locator(f".st-key-do_{entry.key} button:visible").first.click()
    page.get_by_role("menuitem", name="Detect again").click()
    page.get_by_role("button", name="Use the new detection").click()
    expect(page.locator(".row-facts")).to_contain_text("1 of 4 reviewed")
    expect(page.locator(".row-facts")).not_to_contain_text("the tables changed since")
    assert [a.status for a in server.document().annotations] == ["rejected", *["suggested"] * 3]


AGAIN = "He had read article 7 of the Caracas Convention, and article 9 of the Caracas Convention.\r\n"


def test_edges_the_same_again_and_filters(page: Page, server: Server) -> None:
    upload(page, TEXT + AGAIN)
    expect(page.locator(".an-m")).to_have_count(6)
    # Alt and an arrow move the end by a word, with Shift the start; the form opens with it.
    page.keyboard.press("Alt+ArrowRight")
    span_shown(page, "Article 4 of the Caracas Convention leaves")
    page.keyboard.press("Alt+Shift+ArrowRight")
    span_shown(page, "4 of the Caracas Convention leaves")
    page.keyboard.press("Escape")
    expect(page.locator(".card-span")).to_have_count(0)

    # The mouse drags an edge; where it lets go the span ends.
    grip = page.locator(".an-edge-end").bounding_box()
    target = page.evaluate(BOX, "leaves it to the")
    assert grip is not None
    page.mouse.move(grip["x"] + 1, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(*target["to"], steps=6)
    page.mouse.up()
    span_shown(page, "Article 4 of the Caracas Convention leaves it to the")
    page.keyboard.press("Escape")
    reviewed(page, "0 of 6")

    # One decision, the same for the two others, and one step back.
    page.keyboard.press("1")
    expect(page.locator(".an-same")).to_contain_text("2 more “Caracas Convention”")
    page.keyboard.press("s")
    reviewed(page, "3 of 6")
    page.keyboard.press("u")
    reviewed(page, "1 of 6")

    # What is looked for stands in the address and outlives a reload; the list shows just that.
    page.keyboard.press("f")
    page.keyboard.type("charter")
    expect(page.locator(".counts")).to_contain_text("1 of 6 shown")
    page.reload()
    expect(page.locator(".counts")).to_contain_text("1 of 6 shown")
    expect(page.locator(".an-out")).to_have_count(5)
    page.locator(".an-pane").focus()
    page.keyboard.press("l")
    expect(page.locator(".an-row")).to_have_count(1)
    page.locator(".an-row").click()
    expect(page.locator(".an-current")).to_have_text("Charter of the United Nations")


def test_two_reviewers_at_once_keep_their_decisions_apart(page: Page, browser: Browser, server: Server) -> None:
    upload(page, TEXT)
    page.keyboard.press("x")
    reviewed(page, "1 of 4")
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "annotator_reviewer", "value": "Grace", "url": server.address}])
    other = context.new_page()
    other.goto(page.url)
    reviewed(other, "0 of 4")
    other.locator(".an-pane").wait_for()  # keys are heard once the text is there
    other.keyboard.press("1")
    reviewed(other, "1 of 4")
    page.keyboard.press("x")
    reviewed(page, "2 of 4")
    reviewed(other, "1 of 4")
    context.close()
    workspace = Workspace(server.workspace)
    key = workspace.entries()[0].key
    assert {entry.name: entry.progress.reviewed for entry in workspace.reviewers(key)}["Grace"] == 1
    assert sorted(entry.progress.reviewed for entry in workspace.reviewers(key)) == [1, 2]


# Whether the chunks that are filled all lie within some sixty of a share of the text. The first one, which holds the
# citation at hand, may stay.
NEAR = """(share) => {
  const boxes = [...document.querySelectorAll('.an-chunk')];
  const filled = boxes.flatMap((box, at) => box.firstChild ? [at] : []);
  const near = (at) => Math.abs(at - share * boxes.length) < 60;
  return filled.some(near) && filled.every((at) => !at || near(at));
}"""


def test_what_a_jump_leaves_behind_is_emptied(page: Page) -> None:
    """Of a text too long to be held on the page whole, only what is near the sight is: the rest are empty boxes."""
    words = "The parties met again in the afternoon and heard what the witnesses had to say about the matter at hand.\n"
    upload(page, f"See article 51 of the Charter of the United Nations.\n{words * 12_000}The end.\n")
    settle(page)
    assert page.evaluate("document.querySelectorAll('.an-chunk').length") > 400
    for share in (0.3, 0.9, 0.0, 0.6):
        page.evaluate(
            "(share) => { document.querySelector('.an-pane').scrollTop ="
            " share * document.querySelector('.an-text').scrollHeight }",
            share,
        )
        # Asked in every frame, the browser would draw every frame, and tell of what is left in another order.
        page.wait_for_function(NEAR, arg=share, polling=300)
