// SHA-256 through OpenSSL; files a megabyte at a time.
#include "outputs/checksum.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <vector>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    CRYOCOSM_CHECK(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }

  void add(std::string_view bytes) {
    CRYOCOSM_CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  }

  std::string text() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    CRYOCOSM_CHECK(EVP_DigestFinal_ex(context_.get(), digest, &size) == 1);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

}  // namespace

std::string sha256_of(const std::filesystem::path& file, const std::function<bool()>& cancelled) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(Code::file_unreadable, file.string() + " can not be read");
  Digest digest;
  std::vector<char> buffer(1 << 20);
  while (in) {
    if (cancelled && cancelled()) throw Cancelled();
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    digest.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (in.bad()) throw FileError(Code::file_unreadable, file.string() + " can not be read to its end");
  return digest.text();
}

std::string sha256_of_bytes(std::initializer_list<std::string_view> parts) {
  Digest digest;
  for (const std::string_view part : parts) digest.add(part);
  return digest.text();
}

}  // namespace cryocosm
