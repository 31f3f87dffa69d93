/** What the pages of src/problems/csi say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const csiBackgrounds: Backgrounds = {};
