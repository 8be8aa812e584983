// The page where one section after another is written (writings/edit.html). Without these modules it is a form with plain fields.

import { keepWhileTyping } from "./autosave.js";
import { bringEditor } from "./editor.js";
import { saveOnlyWhileKnown } from "./saving.js";
import { bringTools } from "./tools.js";

bringTools([...document.querySelectorAll("#draft-form textarea[data-leave]")].map(bringEditor));
saveOnlyWhileKnown();
keepWhileTyping();
