"""The graph of the ES modules."""

from headway.web import modules

FILES = {
    "js/app.js": b'import { a } from "./a.js"\nimport "./elements/row.js"\nconst later = () => import("./lazy.js")\n',
    "js/a.js": b'import {\n  b,\n  c,\n} from "./b.js"\nexport * from "./c.js"\n',
    "js/b.js": b"// import './absent.js'\nexport const b = 1\n",
    "js/c.js": b'import { a } from "./a.js"\n',
    "js/elements/row.js": b'import { b } from "../b.js"\n',
    "js/lazy.js": b"",
    "css/app.css": b'import "./a.js"',
}


def test_a_page_preloads_what_its_module_needs_nearest_first():
    graph = modules.imports(FILES)
    assert modules.reachable(["js/app.js"], graph) == ["js/a.js", "js/elements/row.js", "js/b.js", "js/c.js"]


def test_what_two_entries_share_is_asked_for_once():
    graph = modules.imports(FILES)
    assert modules.reachable(["js/elements/row.js", "js/c.js"], graph) == ["js/c.js", "js/b.js", "js/a.js"]


def test_modules_that_import_each_other_come_to_an_end():
    assert modules.reachable(["js/c.js"], modules.imports(FILES)) == ["js/a.js", "js/b.js"]
