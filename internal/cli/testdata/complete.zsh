# Completes every line of stdin as a person does, with the tab key of an interactive zsh, and prints
# for each match the number of the line, a tab, and the match.
#
#   zsh -f complete.zsh FOLDER < LINES
#
# FOLDER holds the file _subtype and stands in fpath, as after an installation.
if [[ $2 == inner ]]; then
  fpath=($1 $fpath)
  autoload -Uz compinit
  compinit -D -u
  # What completion functions hand over is printed; matches that they only ask for are not.
  compadd() {
    local -a flags hits
    flags=("${(@)@[1,(i)(-|--)]}")
    if (( ! ${flags[(I)-[a-zA-Z]#[OAD]]} )); then
      builtin compadd -O hits "$@"
      local hit
      for hit in $hits; do print -r -- "<hit>$hit"; done
    fi
    builtin compadd "$@"
  }
  complete-and-print() { print; _main_complete; print -r -- "<end>"; compstate[insert]=; compstate[list]= }
  zle -C complete-and-print complete-word complete-and-print
  bindkey '^I' complete-and-print
  return
fi
zmodload zsh/zpty
zpty shell zsh -f -i
until-shown() {
  local text
  REPLY=
  while zpty -r shell text; do
    REPLY+=$text
    [[ $REPLY == *$1* ]] && return
  done
}
zpty -w shell "PS1= PS2= TERM=dumb; unset zle_bracketed_paste; stty -echo; source ${(q)0} ${(q)1} inner; print REA''DY"
until-shown READY
n=0
while IFS= read -r line; do
  (( n++ ))
  zpty -w -n shell $'\C-u'"$line"$'\t'
  until-shown '<end>'
  for text in ${(f)REPLY}; do
    [[ $text == *'<hit>'* ]] && print -r -- "$n	${${text##*'<hit>'}%$'\r'}"
  done
done
zpty -d shell
