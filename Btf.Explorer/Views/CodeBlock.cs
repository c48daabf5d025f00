using Btf.Core;
using Btf.Explorer.Addresses;
using Btf.Explorer.Browser;
using Btf.Explorer.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Btf.Explorer.Views;

/// <summary>Shows C text at once, and adds colors and links to the types that it names, in slices of time.</summary>
public sealed class CodeBlock : ComponentBase
{
    // Only crafted types have so long declarations. All of it can be copied.
    private const int MostLetters = 400_000;

    private readonly List<CodeChunk> _chunks = [];
    private string _rest = "";
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

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_shown, Text))
        {
            return;
        }

        string shown = _shown = Text;
        _isCut = shown.Length > MostLetters;
        _chunks.Clear();
        BtfObject btf = Object;
        Dictionary<(BtfKinds, string), string?> known = [];
        CodeText code = new(_isCut ? shown[..MostLetters] : shown, (kinds, name) =>
        {
            if (!known.TryGetValue((kinds, name), out string? target))
            {
                known[(kinds, name)] = target = Find(btf, kinds, name);
            }

            return target;
        });
        Slices slices = new(CancellationToken.None);
        for (_rest = code.Rest; _rest.Length > 0; StateHasChanged())
        {
            _chunks.Add(new CodeChunk(code.Cut(() => slices.IsOver)));
            _rest = code.Rest;
            if (_rest.Length > 0)
            {
                await slices.RestAsync();
                if (!ReferenceEquals(_shown, shown))
                {
                    return;
                }
            }
        }
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "pre");
        builder.AddAttribute(1, "class", IsWrapped ? "code wrapped" : "code");
        builder.AddAttribute(2, "tabindex", "0");
        builder.AddAttribute(3, "role", "group");
        builder.AddAttribute(4, "aria-label", Label);
        builder.OpenElement(5, "code");
        foreach (CodeChunk chunk in _chunks)
        {
            builder.OpenComponent<CodePieces>(6);
            builder.SetKey(chunk);
            builder.AddComponentParameter(7, nameof(CodePieces.Chunk), chunk);
            builder.CloseComponent();
        }

        builder.AddContent(8, _rest);
        builder.CloseElement();
        builder.CloseElement();
        if (_isCut)
        {
            builder.AddMarkupContent(9, "<p class=\"dim\">The text is longer than this. Copy it to read all of it.</p>");
        }
    }

    private string? Find(BtfObject btf, BtfKinds kinds, string name)
    {
        foreach (BtfType type in btf.FindTypes(name).OfKinds(kinds))
        {
            return TypeLinks.To(type);
        }

        return null;
    }
}
