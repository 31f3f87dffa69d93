/** What the pages of src/problems/exchange say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const exchangeBackgrounds: Backgrounds = {};
