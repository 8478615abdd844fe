// Lets clang++ compile against an ITK that was configured for g++ only, as Debian's is.
//
// ITK's itk_compiler_detection.h stops at every compiler it was not configured for. This file is included
// before anything else when clang++ compiles a source that includes ITK: it takes the guard of that header
// and defines its macros as any C++20 compiler understands them.
#pragma once

#define ITK_COMPILER_DETECTION_H
#define ITK_COMPILER_IS_GNU 0
#define ITK_COMPILER_IS_Clang 1
#define ITK_COMPILER_CXX_STATIC_ASSERT 1
#define ITK_ALIGNAS(X) alignas(X)
#define ITK_ALIGNOF(X) alignof(X)
#define ITK_CONSTEXPR constexpr
#define ITK_DELETED_FUNCTION = delete
#define ITK_DEPRECATED [[deprecated]]
#define ITK_DEPRECATED_MSG(MSG) [[deprecated(MSG)]]
#define ITK_EXTERN_TEMPLATE extern
#define ITK_FINAL final
#define ITK_NOEXCEPT noexcept
#define ITK_NOEXCEPT_EXPR(X) noexcept(X)
#define ITK_NULLPTR nullptr
#define ITK_OVERRIDE override
#define ITK_STATIC_ASSERT(X) static_assert(X, #X)
#define ITK_STATIC_ASSERT_MSG(X, MSG) static_assert(X, MSG)
#define ITK_THREAD_LOCAL thread_local
