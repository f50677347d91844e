import { ApiProblem } from '../../api/index.js';
import type { Json } from '../values/json.js';

export const problem = (code: string, mistakes: ApiProblem['mistakes'] = []): ApiProblem =>
  new ApiProblem({ code, status: 409, detail: code, mistakes, retryAfterSeconds: null, correlationId: null });

export const asset = (assetId: string, name: string) => ({ assetId, name, kind: '', attributes: {} });

/** A platform with one list of assets, as the gateway keeps it: a revision each change. */
export class Platform {
  revision = 1;
  value: Json = [asset('a', 'A'), asset('b', 'B')];
  refusal: ApiProblem | null = null;

  readonly replace = (value: Json, revision: number): Promise<void> => {
    if (this.refusal !== null) return Promise.reject(this.refusal);
    if (revision !== this.revision) return Promise.reject(problem('CONFIG.CHANGED_MEANWHILE'));
    this.change(value);
    return Promise.resolve();
  };

  readonly readNewer = () => Promise.resolve({ revision: this.revision, value: this.value });

  change(value: Json): void {
    this.value = value;
    this.revision += 1;
  }
}
