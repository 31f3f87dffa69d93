import * as z from 'zod';

import { doctorReport } from '../../src/report/report.ts';
import type { Page } from './page.ts';

/**
 * The published JSON Schema of the report (draft 2020-12); what a reader of `-o json` can rely on.
 *
 * Fields may be added later, so it lets unknown ones pass; our own tests read reports with the strict zod schema.
 */
export function schemaPages(): readonly Page[] {
  const { $schema, ...schema } = z.toJSONSchema(doctorReport, {
    target: 'draft-2020-12',
    unrepresentable: 'throw',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'object') delete jsonSchema.additionalProperties;
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      if (jsonSchema.type === 'integer') {
        delete jsonSchema.minimum;
        delete jsonSchema.maximum;
      }
    },
  });
  const described = {
    $schema,
    $id: 'urn:kubectl-wi:doctor-report:v1',
    title: 'DoctorReport',
    description: 'What `kubectl wi doctor -o json` writes. Changes are additive: readers ignore fields that they do not know.',
    ...schema,
  };
  return [{ file: 'docs/schema/doctor-report.v1.json', text: `${JSON.stringify(described, null, 2)}\n` }];
}
