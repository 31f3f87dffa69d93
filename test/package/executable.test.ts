import { targetOf } from '../../build/targets.ts';
import { smokeTests } from './smoke.ts';

smokeTests(targetOf(process.platform, process.arch));
