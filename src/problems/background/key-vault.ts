/** What the pages of src/problems/key-vault say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const keyVaultBackgrounds: Backgrounds = {};
