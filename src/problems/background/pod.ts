/** What the pages of src/problems/pod say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const podBackgrounds: Backgrounds = {};
