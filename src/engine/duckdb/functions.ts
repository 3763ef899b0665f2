import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBValue,
  type DuckDBVector,
  VARCHAR,
} from '@duckdb/node-api';
import { Problem } from '../../shared/problem.ts';
import { EXTERNAL_FUNCTIONS, type ExternalFunction, type ExternalName } from '../../sql/index.ts';
import { type FunctionServices, IMPLEMENTATIONS } from '../functions/index.ts';
import { openTimeLimit } from '../time-limit.ts';

/** Where functions leave the problems that ended them, by their messages: those are all that the database carries. */
export interface FunctionHost {
  readonly problems: Map<string, Problem>;
}

/**
 * How long a function may work on one batch of the database, 2,048 rows at most. An ordinary pattern takes a
 * millisecond; one that backtracks for ever has to end, and the event loop stands still until it does.
 */
const BATCH_TIMEOUT_MS = 2000;

const RETURN_TYPES = { text: VARCHAR, number: DOUBLE, boolean: BOOLEAN } as const;

/** Makes the functions that emitted SQL calls known to the database behind a connection. */
export function registerFunctions(
  connection: DuckDBConnection,
  host: FunctionHost,
  services: FunctionServices = {},
): void {
  const run = openTimeLimit(BATCH_TIMEOUT_MS, 'a batch of rows');
  for (const name of Object.keys(EXTERNAL_FUNCTIONS) as ExternalName[]) {
    const { sqlName, parameters, result }: ExternalFunction = EXTERNAL_FUNCTIONS[name];
    const compute = IMPLEMENTATIONS[name](services) as Compute;
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: sqlName,
        parameterTypes: parameters.map((type) => RETURN_TYPES[type]),
        returnType: RETURN_TYPES[result],
        mainFunction: (info, input, output) => {
          try {
            run(() => apply(compute, input, output));
            output.flush();
          } catch (error) {
            const problem = problemOf(error);
            host.problems.set(problem.message, problem);
            info.setError(problem.message);
          }
        },
      }),
    );
  }
}

/** A function as the database calls it: the plan's types are the types of its arguments. */
type Compute = (...args: readonly DuckDBValue[]) => string | number | boolean | undefined;

/** Calls of one function over a batch. NULL in gives NULL out. */
function apply(compute: Compute, input: DuckDBDataChunk, output: DuckDBVector): void {
  const vectors = Array.from({ length: input.columnCount }, (_, index) => input.getColumnVector(index));
  for (let row = 0; row < input.rowCount; row++) {
    const args = vectors.map((vector) => vector.getItem(row));
    const value = args.includes(null) ? undefined : compute(...args);
    output.setItem(row, isStorable(value) ? value : null);
  }
}

function isStorable(value: string | number | boolean | undefined): value is string | number | boolean {
  return value !== undefined && (typeof value !== 'number' || Number.isFinite(value));
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem('EN001', `a function of the search failed: ${String(error)}`, { cause: error });
}
