using Btf.Explorer.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Btf.Explorer.Views;

/// <summary>Shows some pieces of C text. They are rendered once.</summary>
public sealed class CodePieces : ComponentBase
{
    private bool _isRendered;

    [Parameter, EditorRequired]
    public required CodeChunk Chunk { get; set; }

    protected override bool ShouldRender() => !_isRendered;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _isRendered = true;
        builder.OpenRegion(0);
        int sequence = 0;
        foreach (CodeSegment segment in Chunk.Segments)
        {
            Add(builder, sequence, segment);
            sequence += 4;
        }

        builder.CloseRegion();
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
}
