import { expect, it } from '@jest/globals';
import { failedEffects } from './row-shelf.js';

it('an edit that the service could not read is refused before anything is written', async () => {
  const statements: string[] = [];
  const session = {
    query: <Row>(sql: string): Promise<Row[]> => {
      statements.push(sql);
      return Promise.resolve([{} as Row]);
    },
  };
  const edit = (text: string) => failedEffects.edit(session, 'effect.k', 'e1', Buffer.from(text));

  await expect(edit('{"half":')).rejects.toThrow('must be JSON');
  expect(statements).toEqual([]);
  expect(await edit('{"whole":1}')).toBe(true);
});
