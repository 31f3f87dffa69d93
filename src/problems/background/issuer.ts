/** What the pages of src/problems/issuer say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const issuerBackgrounds: Backgrounds = {};
