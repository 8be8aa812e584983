// The page where a paper is written (documents/screens/edit.html). Without these modules it is a form with a plain text field.

import { keepWhileTyping } from "./autosave.js";
import { bringEditor } from "./editor.js";
import { findSpots } from "./find.js";
import { drawPreview } from "./preview.js";
import { recheckWhileTyping } from "./recheck.js";
import { saveOnlyWhileKnown } from "./saving.js";
import { bringTools } from "./tools.js";

const editor = bringEditor(document.getElementById("id_body"));

bringTools([editor]);
findSpots(editor);
saveOnlyWhileKnown();
keepWhileTyping();
recheckWhileTyping();
drawPreview();
