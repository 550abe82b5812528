import { insist } from "./api.js"
import * as choosing from "./choosing.js"
import { COMMANDS, handle } from "./commands.js"
import * as keyboard from "./keyboard.js"
import { giveMenus } from "./list-acts.js"
import * as minutes from "./minutes.js"
import * as navigation from "./navigation.js"
import * as panel from "./panel.js"
import * as regions from "./regions.js"
import * as screen from "./screen.js"
import * as tooltips from "./tooltips.js"
import "./profile.js"
import "./elements/account-menu.js"
import "./elements/date-picker.js"
import "./elements/task-composer.js"
import "./elements/task-detail.js"
import "./elements/task-list.js"
import "./elements/toast-region.js"

/* What nobody needs in the first moment: loaded once the page stands, so that it stands sooner. */
giveMenus(choosing)
panel.start({ returnTo: (id) => screen.list()?.stopFor(id) ?? screen.list()?.place ?? document.getElementById("screen-heading") })
navigation.start({ draw: screen.take })
for (const { id, href } of COMMANDS.filter((command) => command.href)) handle(id, () => navigation.visit(href))
handle("region.next", regions.next)
minutes.start()
document.addEventListener("day:changed", screen.turnDay)
tooltips.start()
keyboard.writeKeys()
document.querySelector("task-composer").resume()
insist(() => import("./live/start.js"))
insist(() => import("./offline/start.js"))
