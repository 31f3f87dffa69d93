/** What the pages of src/problems/access say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const accessBackgrounds: Backgrounds = {};
