@echo off
setlocal
set "JIFEN_PROGRAM=%~dp0."
"%~dp0program\python.exe" %JIFEN_PYTHON% -X "pycache_prefix=%LOCALAPPDATA%\jifen\pycache" -m jifen %*
exit /b %errorlevel%
