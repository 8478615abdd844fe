// What the loops over voxels ask of the compiler: clones for wider processors, and iterations that do not wait.
#pragma once

// One binary for every machine: the loader picks the wider clone where the processor has it. Both do
// the same operations in the same order on each element, so the results have the same bits. Not under
// ThreadSanitizer: the loader would run the instrumented choice before the sanitizer is ready.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_THREAD__)
#define CRYOCOSM_MEMBRANES_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CRYOCOSM_MEMBRANES_CLONES
#endif

// Before a loop whose iterations touch different elements: the compiler need not prove it.
#if defined(__clang__)
#define CRYOCOSM_MEMBRANES_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define CRYOCOSM_MEMBRANES_INDEPENDENT _Pragma("GCC ivdep")
#endif
