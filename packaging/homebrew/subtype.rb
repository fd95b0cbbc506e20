# Formula for a tap. HOME stands for where the project lives; it and the checksum are filled in at a
# release: sha256sum of the archive of the sources.
class Subtype < Formula
  desc "Molecular subtypes of tumours from a gene-expression matrix, with a report"
  homepage "https://HOME"
  url "https://HOME/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"

  depends_on "go" => :build

  def install
    ENV["CGO_ENABLED"] = "0"
    ldflags = "-s -w -X subtype/internal/study.Version=#{version}"
    system "go", "build", "-buildvcs=false", *std_go_args(ldflags: ldflags)
    generate_completions_from_executable(bin/"subtype", "completion")
    (man1/"subtype.1").write Utils.safe_popen_read(bin/"subtype", "man")
    pkgshare.install "testdata/leukemia.tsv.gz"
  end

  test do
    assert_match "subtype #{version}", shell_output("#{bin}/subtype --version")
    system bin/"subtype", "run", pkgshare/"leukemia.tsv.gz", "--algorithm", "kl", "--ranks", "2-3", "--restarts", "5",
           "--null", "0", "--resample", "0", "-o", "results"
    assert_path_exists testpath/"results/report.xlsx"
  end
end
