// The registries of the kernel.
#include "kernel/kernel.hpp"
