/** What the pages of src/problems/identity say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const identityBackgrounds: Backgrounds = {};
