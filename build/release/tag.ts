/** `npm run release:tag -- v1.2.3`: whether this is the tag of the version in package.json; in a workflow the tag is known. */
import { buildInfo } from '../build-info.ts';

const [tag = process.env['GITHUB_REF_NAME'] ?? ''] = process.argv.slice(2);
const { version } = await buildInfo();
if (tag !== `v${version}`) {
  console.error(`the tag is ${JSON.stringify(tag)}, and package.json is of version ${version}: its tag is v${version}`);
  process.exitCode = 1;
}
