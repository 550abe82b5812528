import { COMMANDS, handle } from "./commands.js"
import * as keyboard from "./keyboard.js"
import * as navigation from "./navigation.js"
import * as regions from "./regions.js"
import * as screen from "./screen.js"
import * as tooltips from "./tooltips.js"
import "./profile.js"
import "./elements/account-menu.js"
import "./elements/date-picker.js"
import "./elements/task-composer.js"
import "./elements/task-detail.js"

/* What nobody needs in the first moment: loaded once the page stands, so that it stands sooner. */
navigation.start({ draw: screen.take })
for (const { id, href } of COMMANDS.filter((command) => command.href)) handle(id, () => navigation.visit(href))
handle("region.next", regions.next)
tooltips.start()
keyboard.writeKeys()
document.querySelector("task-composer").resume()
import("./live/start.js")
