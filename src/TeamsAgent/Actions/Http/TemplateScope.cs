using TeamsAgent.Actions.Arguments;
using TeamsAgent.Text;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions.Http;

/// <summary>The names that templates of one action may use, checked when the pack is read.</summary>
internal sealed class TemplateScope(IReadOnlyDictionary<string, Parameter> parameters, Problems problems, Parameter? item = null)
{
    /// <summary>The step's own key: another for every step, the same whenever the step is sealed again.</summary>
    public const string Key = "idempotency_key";

    /// <summary>One value of the list that a node is repeated for.</summary>
    public const string Item = "item";

    /// <summary>Where mistakes are noted.</summary>
    public Problems Problems { get; } = problems;

    /// <summary>A parameter by its name, or null.</summary>
    public Parameter? Find(string name) => name == Item && item is not null ? item : parameters.GetValueOrDefault(name);

    /// <summary>The scope inside a repeated node.</summary>
    public TemplateScope Inside(Parameter one) => new(parameters, Problems, one);

    /// <summary>A text whose names are known and stand for single words or numbers.</summary>
    /// <param name="node">The text.</param>
    /// <param name="what">Where it stands, for the message.</param>
    /// <param name="always">Whether every value must always be there.</param>
    /// <param name="lists">Whether lists and objects may be named too.</param>
    public Template Text(Node node, string what, bool always, bool lists = false)
    {
        if (node is not TextNode text)
        {
            Problems.Add(node, $"“{what}” must be a text");
            return new Template([]);
        }

        var template = Template.Parse(text, Problems);
        foreach (var name in template.Names.Where(name => name != Key))
        {
            if (Find(name) is not { } parameter)
            {
                Problems.Add(node, $"“{what}” names {{{name}}}, which is no parameter{Nearest.Question(name, parameters.Keys)}");
            }
            else if (always && !parameter.Always)
            {
                Problems.Add(node, $"“{what}” needs {{{name}}}, which is optional; make it required or give it a default");
            }
            else if (!lists && !parameter.Scalar)
            {
                Problems.Add(node, $"“{what}” cannot hold {{{name}}}: it is of type {parameter.Type}");
            }
        }

        return template;
    }
}
