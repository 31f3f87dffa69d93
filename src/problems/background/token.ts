/** What the pages of src/problems/token say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const tokenBackgrounds: Backgrounds = {};
