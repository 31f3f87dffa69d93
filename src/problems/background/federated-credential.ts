/** What the pages of src/problems/federated-credential say beyond the doctor. */
import type { Backgrounds } from './background.ts';

export const federatedCredentialBackgrounds: Backgrounds = {};
