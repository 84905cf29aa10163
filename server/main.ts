#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { enableCompileCache } from 'node:module'

// Node keeps compiled code between starts, which halves the time to the first answer. It has to be told
// before the code is loaded, so the command line is a file of its own.
enableCompileCache()
await import('./cli.ts')
