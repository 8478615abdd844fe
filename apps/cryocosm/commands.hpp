// The subcommands. Each takes the arguments after its name and returns the process exit code.
#pragma once

#include <string>
#include <vector>

namespace cryocosm::cli {

using Arguments = std::vector<std::string>;

int run(const Arguments& arguments);
int check(const Arguments& arguments);
int convert(const Arguments& arguments);
int list(const Arguments& arguments);
int describe(const Arguments& arguments);
int plugins(const Arguments& arguments);
int schema(const Arguments& arguments);
int init(const Arguments& arguments);
int template_density(const Arguments& arguments);
int new_plugin(const Arguments& arguments);
int check_plugin(const Arguments& arguments);
int version(const Arguments& arguments);

}  // namespace cryocosm::cli
