/* For pages without navigation: the palette alone. */
import { listenForPalette } from "./palette/opening.js";

listenForPalette();
