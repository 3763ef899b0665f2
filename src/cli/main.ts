#!/usr/bin/env node
import { boundHeap } from './heap.ts';
import { run } from './run.ts';

boundHeap();
process.exitCode = await run(process.argv.slice(2));
