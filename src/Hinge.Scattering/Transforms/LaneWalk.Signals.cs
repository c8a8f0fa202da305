using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

internal sealed unsafe partial class LaneWalk<TLane>
{
    // Signals to lanes by squares, then onto the padded grid.
    private void Load(float* signals, int count)
    {
        ReadOnlySpan<int> source = _program.Network.Boundary.Source;
        LaneGrid grid = _program.Stages[0].Grid;
        bool complex = _program.Network.Options.Input == InputKind.Complex;
        int parts = complex ? 2 : 1;
        TLane zero = TLane.All(0);
        if (_program.AcrossColumns)
        {
            int pitch = grid.LanesPerRow * TLane.Width;
            for (int i = 0; i < source.Length; i++)
            {
                int to = (i / grid.Columns * pitch) + (i % grid.Columns), from = source[i] * parts;
                ((float*)_mapR)[to] = from < 0 ? 0 : signals[from];
                if (complex)
                    ((float*)_mapI)[to] = from < 0 ? 0 : signals[from + 1];
            }
            return;
        }
        int width = TLane.Width, n = 0;
        float* staging = (float*)_staging;
        if (count == width)
        {
            for (; n + width <= _inputLength; n += width)
                TLane.Transpose(signals + n, _inputLength, staging + ((long)n * width), width);
        }
        for (; n < _inputLength; n++)
        {
            for (int lane = 0; lane < width; lane++)
                staging[((long)n * width) + lane] = lane < count ? signals[((long)lane * _inputLength) + n] : 0;
        }
        for (int i = 0; i < source.Length; i++)
        {
            int from = source[i] * parts;
            _mapR[i] = from < 0 ? zero : _staging[from];
            if (complex)
                _mapI[i] = from < 0 ? zero : _staging[from + 1];
        }
    }

    private void FromMap(LaneStage stage, bool isReal)
    {
        int step = _program.Components;
        stage.LowPass!.Run(_mapR, _lowPass, _features, step);
        if (step == 1)
            return;
        TLane* second = _program.AcrossColumns ? (TLane*)((float*)_features + 1) : _features + 1;
        if (!isReal)
            stage.LowPass.Run(_mapI, _lowPass, second, step);
        else
            Blank(stage.Kept.Count);
    }

    private void FromPlane(LaneStage stage, LaneProduct product)
    {
        LaneGrid grid = product.To;
        int top = grid.Grid.Dimensions == 1 ? 0 : stage.Crop, step = _program.Components, at = 0;
        for (int row = 0; row < stage.Kept.Rows; row++)
        {
            for (int column = 0; column < stage.Kept.Columns; column++, at += step)
            {
                if (_program.AcrossColumns)
                {
                    int place = ((row + top) * grid.LanesPerRow * TLane.Width) + column + stage.Crop;
                    ((float*)_features)[at] = ((float*)_mapR)[place];
                    if (step == 2 && !product.IsHalf)
                        ((float*)_features)[at + 1] = ((float*)_mapI)[place];
                    continue;
                }
                int sample = ((row + top) * grid.Columns) + column + stage.Crop;
                _features[at] = _mapR[sample];
                if (step == 2 && !product.IsHalf)
                    _features[at + 1] = _mapI[sample];
            }
        }
        if (step == 2 && product.IsHalf)
            Blank(stage.Kept.Count);
    }

    private void Blank(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_program.AcrossColumns)
                ((float*)_features)[(2 * i) + 1] = 0;
            else
                _features[(2 * i) + 1] = TLane.All(0);
        }
    }

    private void Emit(int offset, int length, float* features, int count)
    {
        float* from = (float*)_features, to = features + offset;
        if (_program.AcrossColumns)
        {
            new Span<float>(from, length).CopyTo(new(to, length));
            return;
        }
        int width = TLane.Width, n = 0;
        if (count == width)
        {
            for (; n + width <= length; n += width)
                TLane.Transpose(from + ((long)n * width), width, to + n, _featureLength);
        }
        for (int lane = 0; lane < count; lane++)
        {
            for (int i = n; i < length; i++)
                to[((long)lane * _featureLength) + i] = from[((long)i * width) + lane];
        }
    }

    private void Pool(LaneStep step)
    {
        LaneGrid grid = step.Product.To, pooled = step.Pooled;
        Pooling pooling = step.Pooling!;
        int factor = pooling.Factor, down = grid.Grid.Dimensions == 1 ? 1 : factor;
        bool across = _program.AcrossColumns, largest = pooling.Kind == PoolingKind.Maximum;
        for (int row = 0; row < pooled.Rows; row++)
        {
            for (int column = 0; column < pooled.Columns; column++)
            {
                if (across)
                {
                    Cell<Lane1>(step, row, column, grid.LanesPerRow * TLane.Width, pooled.LanesPerRow * TLane.Width,
                        (Lane1*)_unpooledR, (Lane1*)_unpooledI, (Lane1*)_mapR, (Lane1*)_mapI);
                    continue;
                }
                Cell(step, row, column, grid.Columns, pooled.Columns, _unpooledR, _unpooledI, _mapR, _mapI);
            }
        }

        void Cell<T>(LaneStep of, int row, int column, int pitch, int toPitch, T* re, T* im, T* toR, T* toI)
            where T : unmanaged, ILane<T>
        {
            T sumR = T.All(0), sumI = sumR;
            for (int j = 0; j < down * factor; j++)
            {
                int at = (((row * down) + (j / factor)) * pitch) + (column * factor) + (j % factor);
                if (largest)
                {
                    T power = re[at] * re[at];
                    sumR = T.Max(sumR, of.IsReal ? power : T.Fused(im[at], im[at], power));
                    continue;
                }
                T weight = T.All((float)pooling.WeightOf(grid.Grid, j));
                sumR = T.Fused(weight, re[at], sumR);
                if (!of.IsReal)
                    sumI = T.Fused(weight, im[at], sumI);
            }
            int to = (row * toPitch) + column;
            toR[to] = largest ? T.Sqrt(sumR) : sumR;
            toI[to] = largest ? T.All(0) : sumI;
        }
    }
}
