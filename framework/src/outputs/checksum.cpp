// SHA-256 through OpenSSL, a megabyte at a time.
#include "outputs/checksum.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <vector>

#include "cryocosm/error.hpp"

namespace cryocosm {

std::string sha256_of(const std::filesystem::path& file, const std::function<bool()>& cancelled) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(Code::file_unreadable, file.string() + " can not be read");
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  CRYOCOSM_CHECK(context != nullptr && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1);
  std::vector<char> buffer(1 << 20);
  while (in) {
    if (cancelled && cancelled()) throw Cancelled();
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    CRYOCOSM_CHECK(EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(in.gcount())) ==
                   1);
  }
  if (in.bad()) throw FileError(Code::file_unreadable, file.string() + " can not be read to its end");
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  CRYOCOSM_CHECK(EVP_DigestFinal_ex(context.get(), digest, &size) == 1);
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace cryocosm
