/** What the pages of src/problems/service-account say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const serviceAccountBackgrounds: Backgrounds = {};
