# bash completion for sirenctl. Verbs, options and names come from sirenctl itself.

_sirenctl_verb()
{
        local i

        for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
                -c | --config | --color) ((i++)) ;;
                -*) ;;
                *)
                        echo "${COMP_WORDS[i]}"
                        return
                        ;;
                esac
        done
}

# How many words stand between the verb and the cursor, and the first of them.
_sirenctl_behind()
{
        local i n=0 seen='' first=''

        for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
                -c | --config | --color) ((i++)) ;;
                -*) ;;
                *)
                        [[ $seen ]] && { ((n++)) || first=${COMP_WORDS[i]}; }
                        seen=1
                        ;;
                esac
        done
        echo "$n $first"
}

# The configuration that stands on the line, so that names are those of that file.
_sirenctl_words()
{
        local i config=()

        for ((i = 1; i < COMP_CWORD - 1; i++)); do
                case ${COMP_WORDS[i]} in
                -c | --config) config=(-c "${COMP_WORDS[i + 1]}") ;;
                esac
        done
        "${COMP_WORDS[0]}" "${config[@]}" complete "$@" 2>/dev/null
}

_sirenctl()
{
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb words
        verb=$(_sirenctl_verb)

        # Bash splits --name=value at the sign.
        if [[ $cur == '=' ]]; then
                cur=
        elif [[ $prev == '=' ]]; then
                prev=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        case $prev in
        -c | --config | --against)
                COMPREPLY=($(compgen -f -- "$cur"))
                return
                ;;
        --color) words='auto always never' ;;
        --subscriber) words=$(_sirenctl_words subscribers "$cur") ;;
        --channel | -C) words="mqtt $(_sirenctl_words channels)" ;;
        --source) words="local $(_sirenctl_words sources)" ;;
        --place | --since | --until | --from | --to | --now | --limit | --wait) return ;;
        *)
                if [[ $cur == -* ]]; then
                        words='--config --json --color --help'
                        [[ $verb ]] && words="$(_sirenctl_words options "$verb") $words"
                elif [[ -z $verb ]]; then
                        words=$(_sirenctl_words verbs)
                elif [[ $verb == drill || "$verb $(_sirenctl_behind)" == "why 1 "* ||
                        "$verb $(_sirenctl_behind)" =~ ^subscriber\ [1-9][0-9]*\ (remove|show)$ ]]; then
                        words=$(_sirenctl_words subscribers "$cur")
                elif [[ "$verb $(_sirenctl_behind)" == "subscriber 0 " ]]; then
                        words='add remove list show import export'
                elif [[ $verb == check || $verb == submit ]]; then
                        COMPREPLY=($(compgen -f -- "$cur"))
                        return
                fi
                ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
        return 0
}

complete -o filenames -o bashdefault -F _sirenctl sirenctl
