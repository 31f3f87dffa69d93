/** What the pages of src/problems/csi say beyond the doctor. */
import type { Backgrounds } from './background.ts';
import { classBackgrounds } from './csi-class.ts';
import { driverBackgrounds } from './csi-driver.ts';

export const csiBackgrounds: Backgrounds = { ...driverBackgrounds, ...classBackgrounds };
