// Symbol visibility and the version of the SDK.
#pragma once

/// Marks what the SDK shared library exports. Everything else in host, SDK and plugins is hidden.
#define CRYOCOSM_API __attribute__((visibility("default")))

/// Semantic version of the SDK; the build reads it from this line, so it is written nowhere else.
#define CRYOCOSM_VERSION "0.1.0"
