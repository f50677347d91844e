import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import { mistakeSchema, type Mistake } from '@eagle/contracts/rest';
import { z } from 'zod';
import { CsvList } from './csv-list.js';
import { CsvText } from './csv-text.js';
import { invalidRequest } from './request-validation.js';

const columns = { assetId: 'asset', at: 'ts' };
const read = (text: string): Promise<CsvList> =>
  CsvList.read(new CsvText(text), { list: 'events', columns, rowsMax: 3 });

/** The mistakes that a refusal names. */
function mistakesOf(error: unknown): Mistake[] {
  assert.ok(error instanceof AppError && error.code === 'REQUEST.INVALID', String(error));
  return z.array(mistakeSchema).parse(error.details['errors']);
}
async function refusalOf(text: string): Promise<Mistake> {
  try {
    await read(text);
  } catch (error) {
    const [first] = mistakesOf(error);
    if (first !== undefined) return first;
  }
  return assert.fail(`${JSON.stringify(text)} was taken`);
}

describe('a CSV file as a list', () => {
  test('is read by the names of its columns, as spreadsheets and loggers write it', async () => {
    const rows = [
      { assetId: 'pump-1', at: 't1' },
      { assetId: 'pump, 2', at: 't2' },
    ];
    for (const text of [
      'asset,ts\npump-1,t1\n"pump, 2",t2\n',
      '\uFEFFasset,ts\r\npump-1,t1\r\n"pump, 2",t2',
      'asset,ts,note\r\npump-1,t1,\n"pump, 2",t2,\n',
      'ts, note, asset\n\nt1, "said ""no""", pump-1\n,,\nt2,,"pump, 2"\n\n',
    ]) {
      assert.deepEqual((await read(text)).items, rows, JSON.stringify(text));
    }
  });

  test('is refused where it cannot be read, with the line and what to do', async () => {
    for (const [text, pointer, detail] of [
      ['', '/lines/1', /has no column asset, ts: name the columns asset,ts in the first line/],
      ['asset,time\np,t\n', '/lines/1', /has no column ts: .*it is "asset,time"/],
      ['\nasset;ts\np;t\n', '/lines/2', /has no column asset, ts: .*separated by commas.*"asset;ts"/],
      ['asset,ts,ts\np,t,t\n', '/lines/1', /has twice ts/],
      ['asset,ts\np,t\np\n', '/lines/3', /expect 2, got 1 on line 3.*as many values as the first/],
      ['asset,ts\n"p,t\n', '/lines/2', /Quote Not Closed.*quote values/],
      ['asset,ts\n', '', /no row below its header/],
      ['asset,ts\na,1\nb,2\nc,3\nd,4\n', '', /more than 3 rows: send it in several parts/],
      ['asset,ts\nf\uFFFDrnace,t\n', '', /UTF-8/],
    ] as const) {
      const refusal = await refusalOf(text);
      assert.equal(refusal.pointer, pointer, JSON.stringify(text));
      assert.match(refusal.detail, detail);
    }
  });

  test('reports mistakes in its items by line and column, and others unchanged', async () => {
    const list = await read('asset,ts\n\npump-1,t1\n\npump 2,t2\n');
    const said = [
      { pointer: '/events/1/assetId', detail: 'no name' },
      { pointer: '/events/0/at', detail: 'no time' },
      { pointer: '/source', detail: 'too long' },
    ];
    await assert.rejects(
      list.reportedByLine(() => Promise.reject(invalidRequest(said))),
      (error) => {
        assert.deepEqual(mistakesOf(error), [
          { pointer: '/lines/5/asset', detail: '"pump 2": no name' },
          { pointer: '/lines/3/ts', detail: '"t1": no time' },
          { pointer: '/source', detail: 'too long' },
        ]);
        return true;
      },
    );
    await assert.rejects(
      list.reportedByLine(() => Promise.reject(new Error('away'))),
      /away/,
    );
    assert.equal(await list.reportedByLine(() => Promise.resolve(list.items.length)), 2);
  });
});
