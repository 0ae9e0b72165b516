#!/bin/sh
# System libraries for `make build` (Pango, fonts) and `make test` (also poppler, LibreOffice, Chromium, npm packages).
# What is there is left alone; where a package manager is missing, it says what to install by hand and goes on: DOCX
# and HTML are built without Pango, and tests name the tool they lack.
set -eu

stage=$1
python=${PYTHON:-python3}
missing=""

have_library() { # does Python find the shared library?
  "$python" -c "import ctypes.util, sys; sys.exit(ctypes.util.find_library('$1') is None)" 2>/dev/null
}
need() { missing="$missing $1"; }

if [ "$(uname)" = Darwin ]; then
  [ -e "$(brew --prefix 2>/dev/null)/lib/libpango-1.0.dylib" ] || need pango
  if [ "$stage" = test ]; then
    command -v pdftotext >/dev/null || need poppler
    command -v node >/dev/null || need node
  fi
else
  "$python" -c "import ensurepip, venv" 2>/dev/null || need python3-venv
  have_library pango-1.0 && have_library pangoft2-1.0 || need "libpango-1.0-0 libpangoft2-1.0-0"
  have_library harfbuzz-subset || need libharfbuzz-subset0
  command -v fc-match >/dev/null || need fontconfig
  fc-match "Times New Roman" 2>/dev/null | grep -qi 'liberation\|times' || need fonts-liberation
  if [ "$stage" = test ]; then
    command -v pdftotext >/dev/null || need poppler-utils
    command -v soffice >/dev/null || need libreoffice-writer-nogui
    [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libsclo.so" ] || need libreoffice-calc-nogui
    /usr/bin/python3 -c "import uno" 2>/dev/null || need python3-uno
    command -v npm >/dev/null || need npm
    # Elsewhere Chromium is a snap or a cask; Chrome serves the tests as well.
    if grep -q '^ID=debian' /etc/os-release 2>/dev/null; then
      command -v chromium >/dev/null || command -v google-chrome >/dev/null || need chromium
    fi
  fi
fi

if [ -n "$missing" ]; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=$(command -v sudo || true)
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || [ -n "$sudo" ]; }; then
    $sudo apt-get update -qq
    # shellcheck disable=SC2086  # a list of packages
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing
  elif command -v brew >/dev/null; then
    # shellcheck disable=SC2086
    brew install $missing
  else
    echo "Please install by hand:$missing" >&2
    echo "Without Pango no PDF is made; DOCX and HTML are. 'posada doctor' says more." >&2
  fi
fi

if [ "$stage" = test ] && command -v npm >/dev/null; then
  npm install --silent --no-fund --no-audit
fi
