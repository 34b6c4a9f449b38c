@echo off
set "JIFEN_PROGRAM=%~dp0."
set "JIFEN_PYTHON=-X utf8"
if not exist "%~dp0program\python.exe" (
  echo 请先把整个压缩包解压到一个文件夹，再双击里面的“积分.cmd”。
  pause
  exit /b 1
)
"%~dp0program\python.exe" -V >nul 2>nul
if errorlevel 1 (
  echo 程序在这台电脑上启动不了。要用 64 位的 Windows 10 或 11；
  echo 杀毒软件拦下的，请让它放行 program 文件夹里的 python.exe。
  pause
  exit /b 1
)
chcp 65001 >nul
"%~dp0program\python.exe" %JIFEN_PYTHON% -X "pycache_prefix=%LOCALAPPDATA%\jifen\pycache" -m jifen.cli.desktop %*
if errorlevel 1 pause
