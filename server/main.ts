#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

// Node keeps compiled code between starts, which halves the time to the first answer. Below the user's own
// folder: in a shared one somebody else could put code there. It has to be told before the code is loaded,
// so the command line is a file of its own.
enableCompileCache(join(homedir(), '.cache', 'reachproof'))
await import('./cli.ts')
