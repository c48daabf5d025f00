using Btf.Core;
using Btf.Explorer.Addresses;
using Btf.Explorer.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Btf.Explorer.Views;

/// <summary>Shows C text with links to the types that it names.</summary>
public sealed class CodeBlock : ComponentBase
{
    // Only crafted types have so long declarations. All of it can be copied.
    private const int MostLetters = 400_000;

    private IReadOnlyList<CodeSegment> _segments = [];
    private string _shown = "";
    private bool _isCut;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The object in which names are looked up.</summary>
    [Parameter, EditorRequired]
    public required BtfObject Object { get; set; }

    [Parameter]
    public string Label { get; set; } = "C declaration";

    /// <summary>Whether long lines are wrapped, as those of functions.</summary>
    [Parameter]
    public bool IsWrapped { get; set; }

    [Inject]
    private TypeLinks TypeLinks { get; set; } = null!;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, Text))
        {
            return;
        }

        _shown = Text;
        _isCut = Text.Length > MostLetters;
        Dictionary<(BtfKinds, string), string?> known = [];
        _segments = new CodeText(_isCut ? Text[..MostLetters] : Text, (kinds, name) =>
        {
            if (!known.TryGetValue((kinds, name), out string? target))
            {
                known[(kinds, name)] = target = Find(kinds, name);
            }

            return target;
        }).Cut();
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "pre");
        builder.AddAttribute(1, "class", IsWrapped ? "code wrapped" : "code");
        builder.AddAttribute(2, "tabindex", "0");
        builder.AddAttribute(3, "role", "group");
        builder.AddAttribute(4, "aria-label", Label);
        builder.OpenElement(5, "code");
        builder.OpenRegion(6);
        int sequence = 0;
        foreach (CodeSegment segment in _segments)
        {
            Add(builder, sequence, segment);
            sequence += 4;
        }

        builder.CloseRegion();
        builder.CloseElement();
        builder.CloseElement();
        if (_isCut)
        {
            builder.AddMarkupContent(7, "<p class=\"dim\">The text is longer than this. Copy it to read all of it.</p>");
        }
    }

    private static void Add(RenderTreeBuilder builder, int sequence, in CodeSegment segment)
    {
        if (segment.Part == CodePart.Plain)
        {
            builder.AddContent(sequence, segment.Text);
            return;
        }

        builder.OpenElement(sequence, segment.Target is null ? "span" : "a");
        if (segment.Target is not null)
        {
            builder.AddAttribute(sequence + 1, "href", segment.Target);
        }
        else
        {
            builder.AddAttribute(sequence + 2, "class", segment.Part switch { CodePart.Comment => "c-n", CodePart.Gap => "c-g", CodePart.Keyword => "c-k", _ => "c-t" });
        }

        builder.AddContent(sequence + 3, segment.Text);
        builder.CloseElement();
    }

    private string? Find(BtfKinds kinds, string name)
    {
        foreach (BtfType type in Object.FindTypes(name).OfKinds(kinds))
        {
            return TypeLinks.To(type);
        }

        return null;
    }
}
